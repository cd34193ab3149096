package broken.catalog;

import broken.agent.ReadsTheClock;

/** A contract that uses a program, under a name that says nothing. */
public final class OrderBase {
    public String order() {
        return new ReadsTheClock().all();
    }
}
