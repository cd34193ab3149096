package io.labctl.master.http;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Refuses a query parameter that a route below {@code /api/} does not have, or has once: a filter
 * that is misspelt must not select everything.
 */
final class QueryParameters implements DynamicFeature {
    private static final String API = "/api/";

    @Override
    public void configure(ResourceInfo route, FeatureContext context) {
        String path = path(route.getResourceClass()) + path(route.getResourceMethod());
        if (path.startsWith(API)) {
            context.register(Known.by(route.getResourceMethod()));
        }
    }

    /** Without double slashes; empty where nothing is said. */
    private static String path(AnnotatedElement part) {
        Path path = part.getAnnotation(Path.class);
        return path == null ? "" : ("/" + path.value()).replaceAll("/+", "/").replaceAll("/$", "");
    }

    /**
     * What one route takes; looked at when it is known that the caller may use the route.
     *
     * @param repeatable by name, whether it may be given more than once
     */
    @Priority(Priorities.USER)
    private record Known(SortedMap<String, Boolean> repeatable) implements ContainerRequestFilter {
        static Known by(Method route) {
            var repeatable = new TreeMap<String, Boolean>();
            for (Parameter parameter : route.getParameters()) {
                QueryParam query = parameter.getAnnotation(QueryParam.class);
                if (query != null) {
                    repeatable.put(
                            query.value(), Collection.class.isAssignableFrom(parameter.getType()));
                }
            }
            return new Known(repeatable);
        }

        @Override
        public void filter(ContainerRequestContext request) {
            request.getUriInfo().getQueryParameters().forEach(this::check);
        }

        private void check(String name, List<String> values) {
            Boolean many = repeatable.get(name);
            if (many == null) {
                String shown = Printable.of(name);
                throw InvalidInput.inField(
                        shown,
                        "query parameter '%s' is not known here, %s".formatted(shown, known()));
            }
            if (!many && values.size() > 1) {
                throw InvalidInput.inField(
                        name, "query parameter '%s' is given more than once".formatted(name));
            }
        }

        private String known() {
            return repeatable.isEmpty()
                    ? "there are none"
                    : "there are: " + String.join(", ", repeatable.keySet());
        }
    }
}
