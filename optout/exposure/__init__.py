"""Where photos of the person are public, why that is enough to imitate a face, and how to have fewer."""
