package io.labctl.cli.client;

import io.labctl.catalog.name.DnsLabel;
import io.labctl.catalog.name.Label;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which servers to list; null and empty ask for no restriction. */
public record ServerFilter(
        @Nullable DnsLabel environment, @Nullable DnsLabel cloud, List<Label> labels) {
    public static final ServerFilter ALL = new ServerFilter(null, null, List.of());

    public ServerFilter {
        labels = List.copyOf(labels);
    }
}
