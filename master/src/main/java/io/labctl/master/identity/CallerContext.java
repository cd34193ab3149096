package io.labctl.master.identity;

import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** A caller in the form in which Jersey hands it to endpoints. */
public record CallerContext(Caller caller) implements SecurityContext {
    @Override
    public Principal getUserPrincipal() {
        return caller;
    }

    @Override
    public boolean isUserInRole(String role) {
        return false;
    }

    @Override
    public boolean isSecure() {
        return true;
    }

    @Override
    public @Nullable String getAuthenticationScheme() {
        return caller instanceof Caller.Anonymous ? null : CLIENT_CERT_AUTH;
    }
}
