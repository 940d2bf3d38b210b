"""Laws as dated data, their deadlines, and the letters that invoke them."""
