package broken.unmarked;

/** Does what only a main may do, in a package without null marks. */
public final class Exits {
    public void exitWithoutHome() {
        if (System.getenv("HOME") == null) {
            System.exit(1);
        }
    }
}
