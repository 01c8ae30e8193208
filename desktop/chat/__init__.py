"""What a conversation is: values and rules only, without input, output, clock or Qt."""
