//! From the words of a citizen to a category and an urgency; pure
