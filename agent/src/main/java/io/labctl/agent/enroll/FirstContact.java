package io.labctl.agent.enroll;

import io.labctl.agent.labd.Exchange;
import io.labctl.agent.labd.Outgoing;
import io.labctl.agent.labd.Reply;
import io.labctl.agent.labd.Retries;
import io.labctl.agent.labd.Route;
import io.labctl.agent.proxy.Proxies;
import io.labctl.agent.time.Stop;
import io.labctl.catalog.api.EnrollRequest;
import io.labctl.catalog.api.EnrollResponse;
import io.labctl.catalog.error.Denied;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.identity.JoinToken;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.wire.WireJson;
import java.net.URI;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Shows the token's secret to a server that has proved to be the right one. */
public final class FirstContact {
    private final Proxies proxies;
    private final Supplier<Retries> retries;
    private final Stop stop;
    private final JsonMapper json;

    public FirstContact(Proxies proxies, Supplier<Retries> retries, Stop stop, JsonMapper json) {
        this.proxies = proxies;
        this.retries = retries;
        this.stop = stop;
        this.json = json;
    }

    /**
     * Trades the token for certificates. Asking again with the same request is the same request.
     *
     * @throws Denied when labd refuses; the message is its sentence
     * @throws Unavailable when it cannot be reached, or is not the pinned one
     */
    EnrollResponse redeem(URI server, JoinToken token, ServerName name, String csr) {
        var request = new EnrollRequest(token.id(), token.secret(), name, csr);
        var tls = new PinnedTrust(token.pin()).tls();
        try (var exchange = exchange(server, tls)) {
            byte[] body = json.writeValueAsBytes(request);
            Reply reply = exchange.send(Outgoing.json("/agent/v1/enroll", body));
            if (reply.status() != 201) {
                throw refusal(reply);
            }
            return json.readValue(reply.body(), EnrollResponse.class);
        } catch (JacksonException e) {
            throw WireJson.refusal("labd's answer", e);
        }
    }

    private Exchange exchange(URI server, SSLContext tls) {
        return new Exchange(Route.to(server, proxies), tls, retries.get(), stop);
    }

    private RuntimeException refusal(Reply reply) {
        String sentence = "enrolment refused: " + reply.refusal(json);
        return Retries.mayPass(reply.status()) ? new Unavailable(sentence) : new Denied(sentence);
    }
}
