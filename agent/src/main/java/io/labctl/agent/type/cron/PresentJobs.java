package io.labctl.agent.type.cron;

import static java.util.Objects.requireNonNull;

import io.labctl.agent.machine.Root;
import io.labctl.agent.present.Present;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.file.FolderEntries;
import io.labctl.catalog.resource.CronName;
import io.labctl.catalog.resource.CronResource;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The jobs in {@code /etc/cron.d} that are written as a run writes them. Any other file there would
 * be written anew by declaring what is in it.
 */
public final class PresentJobs implements Present {
    private static final String FOLDER = "/etc/cron.d";
    private static final int LARGEST = 1 << 16;

    private final Root root;
    private final CronType type;

    public PresentJobs(Root root, CronType type) {
        this.root = root;
        this.type = type;
    }

    @Override
    public void requireName(String name) {
        new CronName(name);
    }

    @Override
    public List<Resource> named(Collection<String> names) throws IOException {
        var there = new ArrayList<Resource>();
        for (String name : names) {
            Optional<String> text = text(new CronName(name));
            if (text.isPresent()) {
                there.add(
                        job(name, text.get())
                                .orElseThrow(
                                        () ->
                                                new InvalidInput(
                                                        "'%s/%s' is not as a run writes jobs, so it would be changed"
                                                                .formatted(FOLDER, name))));
            }
        }
        return there;
    }

    @Override
    public Optional<List<String>> names() throws IOException {
        var own = new ArrayList<String>();
        for (String name : files()) {
            try {
                Optional<String> text = text(new CronName(name));
                if (text.isPresent() && job(name, text.get()).isPresent()) {
                    own.add(name);
                }
            } catch (InvalidInput _) {
                // The daemon passes over a file of such a name.
            } catch (Conflict | IOException _) {
                own.add(name); // whoever asks for it is told why
            }
        }
        return Optional.of(own);
    }

    private List<String> files() throws IOException {
        Path folder = root.at(FOLDER);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        return FolderEntries.of(folder).stream()
                .map(each -> String.valueOf(each.getFileName()))
                .sorted()
                .toList();
    }

    private Optional<String> text(CronName name) throws IOException {
        Path file = root.at(FOLDER + "/" + name);
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= LARGEST
                ? Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
                : Optional.empty();
    }

    private Optional<CronResource> job(String name, String text) throws IOException {
        Optional<CronResource> job = CronText.read(name, text);
        return job.isPresent() && changesNothing(job.get()) ? job : Optional.empty();
    }

    private boolean changesNothing(CronResource job) throws IOException {
        Map<CronResource, Optional<JobFile>> found = type.observe(List.of(job));
        try {
            return type.plan(job, requireNonNull(found.get(job))).isEmpty();
        } catch (NotFound _) {
            return false; // whoever it runs as has no account
        }
    }
}
