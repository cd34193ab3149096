package io.labctl.master.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;

/** As one whose module says something: what is no answer comes with the worker's own. */
final class HastyBabblingWorker {
    private HastyBabblingWorker() {}

    public static void main(String[] args) throws IOException {
        HastyWorker.answer((_, more) -> more.writePacked("babble".getBytes(UTF_8)));
    }
}
