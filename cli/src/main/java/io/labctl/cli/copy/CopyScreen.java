package io.labctl.cli.copy;

import io.labctl.cli.exec.Display;

/** Shows what a script says; its output is for who extends this. */
abstract class CopyScreen implements Display {
    private final Remarks remarks;
    private final ServerWords words;

    CopyScreen(Remarks remarks, ServerWords words) {
        this.remarks = remarks;
        this.words = words;
    }

    @Override
    public void err(byte[] bytes) {
        words.bytes(bytes);
    }

    @Override
    public void say(String sentence) {
        remarks.say(sentence);
    }

    @Override
    public final boolean isRead() {
        return true;
    }

    @Override
    public final boolean isFaulty() {
        return false;
    }
}
