package io.labctl.bench.puppet;

import io.labctl.bench.Load;
import io.labctl.bench.MeasuredServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A server and an agent on this machine that make the same files. */
interface Contender extends AutoCloseable {
    /** One run that ends with 0 when nothing was changed and with 2 when something was. */
    List<String> run(Scenario scenario);

    /** Prints all facts. */
    List<String> facts();

    /** Starts the agent's daemon, which begins with a run and makes another after each interval. */
    Daemon daemon(Scenario scenario, Duration interval) throws IOException;

    /** What takes the reports. */
    MeasuredServer server();

    /** Sends reports with {@link Scenario#SMALL}'s events over a connection that stays open. */
    Load.Work reports() throws IOException;

    @Override
    void close();
}
