package broken.facts.one;

import broken.facts.two.Two;

/** Half of a cycle. */
public final class One {
    public Two other() {
        return new Two();
    }
}
