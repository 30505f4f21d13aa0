"""A made-up Link & Match event whose truth comes from plants and parts, never from words."""
