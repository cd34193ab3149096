package io.labctl.master.describe;

import io.labctl.catalog.Catalog;
import io.labctl.catalog.api.ServerDetail;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.report.Report;
import io.labctl.master.catalogs.Catalogs;
import io.labctl.master.channel.Reading;
import io.labctl.master.identity.Allows;
import io.labctl.master.report.Reports;
import io.labctl.master.server.ServerRow;
import io.labctl.master.server.Servers;
import io.labctl.master.site.Site;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;

/**
 * {@code /api/v1/servers/{name}} and the documents below it. Its path is the same as that of {@link
 * io.labctl.master.server.ServerResource}, because of several resources Jersey asks only the one
 * whose path fits best.
 */
@Path("/api/v1/servers")
@Produces(MediaType.APPLICATION_JSON)
public final class DescribeResource {
    private static final int NEWEST_RUNS = 5;

    private final Servers servers;
    private final Reports reports;
    private final Catalogs catalogs;
    private final Site site;

    public DescribeResource(Servers servers, Reports reports, Catalogs catalogs, Site site) {
        this.servers = servers;
        this.reports = reports;
        this.catalogs = catalogs;
        this.site = site;
    }

    @GET
    @Path("{name}")
    @Allows(Allows.Audience.PEOPLE)
    public ServerDetail describe(@PathParam("name") String name) {
        ServerRow server = servers.get(new ServerName(name));
        List<String> modules =
                catalogs.stored(server)
                        .map(
                                catalog ->
                                        catalog.modules().stream()
                                                .map(
                                                        module ->
                                                                module.name()
                                                                        + " "
                                                                        + module.version())
                                                .toList())
                        .orElse(List.of());
        Optional<Reading> reading = servers.reading(server.name());
        return new ServerDetail(
                servers.view(server),
                reading.map(Reading::vitals).orElse(null),
                reading.map(Reading::at).orElse(null),
                server.enrolledAt(),
                servers.certificate(server),
                server.catalog(),
                modules,
                site.of(server.id(), server.role()).files(),
                server.compileFaults(),
                reports.newest(server.name(), NEWEST_RUNS));
    }

    @GET
    @Path("{name}/catalog")
    @Allows(Allows.Audience.PEOPLE)
    public Catalog catalog(@PathParam("name") String name) {
        return catalogs.newest(servers.get(new ServerName(name))).withoutSecrets();
    }

    @GET
    @Path("{name}/report")
    @Allows(Allows.Audience.PEOPLE)
    public Report report(@PathParam("name") String name) {
        return reports.newest(servers.get(new ServerName(name)).name());
    }
}
