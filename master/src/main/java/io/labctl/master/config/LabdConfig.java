package io.labctl.master.config;

import io.labctl.master.ca.CaConfig;
import io.labctl.master.database.DatabaseConfig;
import io.labctl.master.http.HttpConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Everything that labd can be told, checked whole.
 *
 * @param data the folder that labd owns
 * @param names by which it is reached, besides this machine's own
 * @param site the folder with site.yaml
 * @param reportsKept how long reports are kept
 */
public record LabdConfig(
        Path data,
        List<String> names,
        Path site,
        HttpConfig http,
        DatabaseConfig database,
        CaConfig ca,
        Duration reportsKept) {
    public LabdConfig {
        names = List.copyOf(names);
    }
}
