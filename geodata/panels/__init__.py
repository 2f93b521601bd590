"""What is shown in the app: everything that calls Streamlit."""
