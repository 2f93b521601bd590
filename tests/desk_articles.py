"""Articles in the shape of those that editors bring to the desk, with texts of our own making."""

TELLING = """Soldier asks for asylum after crossing in the far north

A Russian man has been detained by Norwegian police after he crossed the border from Russia near Grense Jakobselv and asked for asylum.

Border guards saw the man on Friday morning and told the police. A drone was used in the search.

The weather in the north was mild this week. Shops in the town stayed open.
"""
NEW = """Two men swam across the river in Pasvik

Two men swam across the Pasvik river from Russia to Norway on 3 March 2024, the police say. Both asked for asylum.
"""
NOTHING = """Party wants a debate on asylum

The party wants the government to say who may seek a safe haven. If thousands come, it will be difficult, a member of parliament said.
"""
HOSTILE = """<script>window.hacked = 1</script><img src=x onerror="window.hacked = 1">

A man <b>crossed</b> the border from Russia at Pasvik on 3 March 2024 {{ 7 * 7 }} **bold** $x$ [link](javascript:hacked).
"""
CYRILLIC = """Двое перешли границу в долине Пасвик

Двое мужчин незаконно перешли границу России и Норвегии в долине Пасвик 3 марта 2024 года, сообщила полиция.
"""
SAMI = """Olmmái rasttildii ráji

Okta olmmái rasttildii ráji Ruoššas Norgii Báhčaveaji lahka njukčamánu 3. beaivvi 2024, dadjá politiija.
"""
ARABIC = """رجل يعبر الحدود إلى النرويج

عبر رجل الحدود من روسيا إلى النرويج قرب ستورسكوغ Storskog يوم الجمعة وطلب اللجوء.
"""
