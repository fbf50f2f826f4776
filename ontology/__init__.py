"""What may be said: classes, properties, shapes, concept schemes and gazetteers."""
