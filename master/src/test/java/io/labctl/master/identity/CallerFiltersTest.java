package io.labctl.master.identity;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Ticker;
import io.labctl.catalog.error.Denied;
import io.labctl.master.ca.CertificateRepository;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.sql.Connection;
import java.time.Clock;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.process.Inflector;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ResourceConfig;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallerFiltersTest {
    private static final URI BASE = URI.create("https://labd/");

    /** As an endpoint that somebody forgot to mark. */
    @Path("/secrets")
    public static class Unmarked {
        @GET
        public String get() {
            return "for whom?";
        }
    }

    /** The same in the form of Jersey's own answers, which are let through. */
    @Path("/secrets")
    public static class Unexpected implements Inflector<String, String> {
        @GET
        @Override
        public String apply(String asked) {
            return "for whom?";
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {Unmarked.class, Unexpected.class})
    void a_route_that_says_nothing_about_its_callers_is_open_to_nobody(Class<?> endpoint) {
        var jersey =
                new ApplicationHandler(
                        new ResourceConfig()
                                .register(endpoint)
                                .register(new CallerFilters(callers())));
        var request =
                new ContainerRequest(
                        BASE,
                        BASE.resolve("secrets"),
                        "GET",
                        new CallerContext(new Caller.Anonymous()),
                        new MapPropertiesDelegate(),
                        jersey.getConfiguration());

        assertThatThrownBy(() -> jersey.apply(request).get())
                .hasRootCauseInstanceOf(Denied.class)
                .hasRootCauseMessage("this route is open to nobody");
    }

    private static CertificateCallers callers() {
        return new CertificateCallers(
                Jdbi.create(CallerFiltersTest::noDatabase),
                new CertificateRepository(),
                Clock.systemUTC(),
                Ticker.systemTicker());
    }

    private static Connection noDatabase() {
        throw new IllegalStateException("nobody shows a certificate here");
    }
}
