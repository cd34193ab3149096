package broken.facts.two;

import broken.facts.one.One;

/** The other half. */
public final class Two {
    public One other() {
        return new One();
    }
}
