package io.labctl.master.http;

import io.labctl.catalog.api.Problem;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.Denied;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.error.Unavailable;
import io.labctl.master.store.SqlFailure;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where an exception becomes an answer (RFC 9457); what is not expected shows an id
 * only.
 */
final class ProblemMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);
    private static final int SOON_SECONDS = 1;
    private static final int LATEST_SECONDS = 30;
    private static final int GONE = 410;
    private static final int TOO_LARGE = 413;

    private final Supplier<Optional<String>> fullDisk;
    private final RandomGenerator random;

    /**
     * @param fullDisk why the database cannot write; empty when it can
     */
    ProblemMapper(Supplier<Optional<String>> fullDisk, RandomGenerator random) {
        this.fullDisk = fullDisk;
        this.random = random;
    }

    @Override
    public Response toResponse(Throwable error) {
        return switch (error) {
            case LabException known -> known(known);
            case WebApplicationException refused -> refused(refused);
            case JdbiException database when lostDatabase(database) -> lost(database);
            default -> unexpected(error);
        };
    }

    /** The status of each kind of refusal. */
    static int status(LabException e) {
        return switch (e) { // no default: a new subclass must not compile until it has a status
            case InvalidInput _ -> 400;
            case Denied _ -> 403;
            case NotFound _ -> 404;
            case Conflict _ -> 409;
            case Unavailable _ -> 503;
        };
    }

    /** The type of each kind of refusal. */
    private static String type(LabException e) {
        return switch (e) {
            case InvalidInput _ -> Problem.INVALID_INPUT;
            case Denied _ -> Problem.DENIED;
            case NotFound _ -> Problem.NOT_FOUND;
            case Conflict _ -> Problem.CONFLICT;
            case Unavailable _ -> Problem.UNAVAILABLE;
        };
    }

    private Response known(LabException e) {
        String field = e instanceof InvalidInput input ? input.field().orElse(null) : null;
        Response answer = answer(status(e), type(e), e.sentence(), field);
        if (e instanceof Unavailable unavailable && unavailable.isSoon()) {
            answer.getHeaders().putSingle(HttpHeaders.RETRY_AFTER, SOON_SECONDS);
        }
        return answer;
    }

    private Response refused(WebApplicationException e) {
        int status = e.getResponse().getStatus();
        String type =
                switch (status) {
                    case 404, GONE -> Problem.NOT_FOUND;
                    case TOO_LARGE -> Problem.TOO_LARGE;
                    default -> status < 500 ? Problem.INVALID_INPUT : Problem.INTERNAL;
                };
        Response answer = answer(status, type, detail(e, status), null);
        Set<String> allowed = new TreeSet<>(e.getResponse().getAllowedMethods());
        if (allowed.contains(HttpMethod.GET)) {
            allowed.add(HttpMethod.HEAD); // Jersey leaves it out here
        }
        return allowed.isEmpty() ? answer : Response.fromResponse(answer).allow(allowed).build();
    }

    private static String detail(WebApplicationException e, int status) {
        return switch (status) {
            case 404 -> "there is no such path";
            case 405 -> "this path does not take this method";
            case 406 -> "this path does not answer in any of the accepted media types";
            case 415 ->
                    ownWords(e, "the body's media type is not taken here, only application/json");
            default -> String.valueOf(e.getMessage());
        };
    }

    /** Jersey's own messages all start with the status. */
    private static String ownWords(WebApplicationException e, String otherwise) {
        String message = e.getMessage();
        return message == null || message.startsWith("HTTP ") ? otherwise : message;
    }

    private Response lost(JdbiException e) {
        // Who looks at the disk has logged that it is full.
        String why = fullDisk.get().orElseGet(() -> silence(e));
        return answer(503, Problem.UNAVAILABLE, why, null);
    }

    private static String silence(JdbiException e) {
        SqlFailure.told(LOG.atWarn(), e).log("the database does not answer");
        return "the database does not answer; try again later";
    }

    private Response unexpected(Throwable error) {
        String id = Long.toHexString(random.nextLong());
        SqlFailure.told(LOG.atError().addKeyValue("id", id), error).log("unexpected error");
        return answer(
                500,
                Problem.INTERNAL,
                "labd met an unexpected error; its log tells more under %s".formatted(id),
                null);
    }

    private Response answer(int status, String type, String detail, @Nullable String field) {
        String title =
                Response.Status.fromStatusCode(status) == null
                        ? "Error"
                        : Response.Status.fromStatusCode(status).getReasonPhrase();
        var answer =
                Response.status(status)
                        .type(Problem.MEDIA_TYPE)
                        .entity(new Problem(type, title, status, detail, field, List.of()));
        if (status == 503) {
            answer.header(HttpHeaders.RETRY_AFTER, random.nextInt(1, LATEST_SECONDS + 1));
        }
        return answer.build();
    }

    /**
     * A refused, cut or timed-out connection, or a full disk, told by its SQLSTATE class
     * (PostgreSQL, appendix A) or type.
     */
    private static boolean lostDatabase(JdbiException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException) {
                return true;
            }
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && (sql.getSQLState().startsWith("08")
                            || sql.getSQLState().startsWith("53")
                            || sql.getSQLState().startsWith("57P"))) {
                return true;
            }
        }
        return false;
    }
}
