package io.labctl.agent.enroll;

import io.labctl.agent.identity.TestAuthority;
import io.labctl.agent.labd.FakeLabd;
import io.labctl.agent.labd.FakeLabd.Answer;
import io.labctl.catalog.api.EnrollRequest;
import io.labctl.catalog.api.EnrollResponse;
import io.labctl.catalog.name.AgentId;
import io.labctl.catalog.wire.WireJson;

/** An enrolment as labd answers it, with the certificates of some authority. */
public record Issuing(TestAuthority authority) {
    /** For the name that is asked for. */
    public Answer issue(FakeLabd.Request request) {
        return issue(request, asked(request).name().value());
    }

    Answer issue(FakeLabd.Request request, String name) {
        var agent = AgentId.parse("lab://agent/metal/prod/" + name);
        try {
            return Answer.json(
                    201,
                    new EnrollResponse(
                            agent.toString(),
                            authority.chainPem(agent, asked(request).csr()),
                            authority.rootsPem()));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static EnrollRequest asked(FakeLabd.Request request) {
        return WireJson.mapper().readValue(request.body(), EnrollRequest.class);
    }
}
