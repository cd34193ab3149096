package io.labctl.master.worker;

/** On this machine no worker can be started, and why. */
final class NoWorker extends Exception {
    private static final long serialVersionUID = 1;

    private final String sentence;

    NoWorker(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    String sentence() {
        return sentence;
    }
}
