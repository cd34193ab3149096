package io.labctl.cli.exec;

import io.labctl.catalog.name.ServerName;
import io.labctl.cli.client.LabdClient;

/** Of a command: its bytes as they are. */
record CommandShowing(LabdClient labd, Tempo tempo) implements Showing {
    @Override
    public Display on(ServerName server, Display there) {
        return there;
    }

    @Override
    public Manners manners(Talk talk, Display display) {
        return new Stopping(labd, talk, tempo, display, () -> {});
    }

    @Override
    public String word(SessionEnd end) {
        return Outcome.word(end);
    }
}
