package io.labctl.catalog.bind;

import java.util.SortedMap;

/** What a parameter of a module may be: the types that a data file can fill. */
sealed interface Shape {
    /** For messages: {@code a whole number}. */
    String called();

    record Text() implements Shape {
        @Override
        public String called() {
            return "text";
        }
    }

    record Flag() implements Shape {
        @Override
        public String called() {
            return "true or false";
        }
    }

    /**
     * An integer.
     *
     * @param wide whether 64 bits, else 32
     */
    record Whole(boolean wide) implements Shape {
        @Override
        public String called() {
            return "a whole number";
        }
    }

    record Decimal() implements Shape {
        @Override
        public String called() {
            return "a number";
        }
    }

    /**
     * A length of time.
     *
     * @param written whether its text is kept as well
     */
    record Span(boolean written) implements Shape {
        @Override
        public String called() {
            return "a time span with its unit, such as 30s or 1h30m";
        }
    }

    record Choice(SortedMap<String, Object> constants) implements Shape {
        @Override
        public String called() {
            return "one of " + String.join(", ", constants.keySet());
        }
    }

    record ListOf(Shape item) implements Shape {
        @Override
        public String called() {
            return "a list";
        }
    }

    /**
     * A map.
     *
     * @param key text, or a record of one text
     */
    record MapOf(Shape key, Shape value) implements Shape {
        @Override
        public String called() {
            return "a map";
        }
    }

    record OptionalOf(Shape value) implements Shape {
        @Override
        public String called() {
            return value.called();
        }
    }

    record RecordOf(RecordShape shape) implements Shape {
        @Override
        public String called() {
            return shape.parameters().size() == 1
                    ? shape.parameters().values().iterator().next().shape().called()
                    : "a map of " + String.join(", ", shape.names());
        }
    }
}
