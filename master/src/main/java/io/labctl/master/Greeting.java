package io.labctl.master;

import io.labctl.catalog.name.ShellWords;
import io.labctl.catalog.output.StandardOutput;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What labd says when it serves.
 *
 * @param labctl what the person types to start the labctl that came with this labd, without the
 *     quotes that a shell wants around it
 */
record Greeting(StandardOutput out, String labctl) {
    static Greeting ofThisProcess() {
        return new Greeting(
                StandardOutput.ofThisProcess(), System.getProperty("labctl.called", "labctl"));
    }

    /**
     * Says where it serves and how to connect.
     *
     * @param admin the config file of the admin
     * @return why not all of it could be written out
     */
    Optional<String> say(String url, Path data, Path admin) {
        out.println(
                "labd %s is ready on %s, its data are in %s".formatted(Labd.version(), url, data));
        out.println(
                "the admin credential is in %s; whoever reads it may do everything"
                        .formatted(admin.getParent()));
        out.println(
                "to connect: LABCTL_CONFIG=%s %s get servers"
                        .formatted(ShellWords.of(admin.toString()), ShellWords.of(labctl)));
        return out.fault();
    }
}
