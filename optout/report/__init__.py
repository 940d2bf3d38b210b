"""What a person is shown: tables, histories in plain words, the HTML report."""
