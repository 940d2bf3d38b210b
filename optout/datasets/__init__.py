"""Local copies of data sets' metadata, searched for the person's own things."""
