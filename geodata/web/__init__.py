"""What is served beside the app: data files, plain pages, assets and headers."""
