"""What an image says about data mining: IPTC/PLUS in its XMP, and C2PA/CAWG assertions."""
