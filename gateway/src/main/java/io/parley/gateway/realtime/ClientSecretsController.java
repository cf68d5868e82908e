package io.parley.gateway.realtime;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import io.parley.accounts.keys.Scope;
import io.parley.gateway.access.Caller;
import io.parley.gateway.access.ClientSecrets;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Makes secrets that a back end gives to its clients. */
@RestController
class ClientSecretsController {

    private final ClientSecrets secrets;

    private final Clock clock = Clock.systemUTC();

    ClientSecretsController(ClientSecrets secrets) {
        this.secrets = secrets;
    }

    @PostMapping("/v1/realtime/client_secrets")
    ResponseEntity<ClientSecret> create(@RequestBody(required = false) @Nullable ClientSecretRequest body,
            HttpServletRequest request) {
        Caller caller = Caller.of(request);
        caller.require(Scope.CHAT);
        ClientSecretRequest asked = (body != null) ? body : new ClientSecretRequest(null, null);
        Set<String> models = asked.models();
        models.forEach(caller::requireModel);
        Instant expiresAt = Instant.ofEpochSecond(this.clock.instant().plus(asked.lifetime()).getEpochSecond());
        Map<String, Object> session = new LinkedHashMap<>();
        session.put("type", "realtime");
        if (asked.session() != null) {
            session.putAll(asked.session());
        }
        return ResponseEntity.ok()
            .contentType(MediaType.APPLICATION_JSON)
            .cacheControl(CacheControl.noStore())
            .body(new ClientSecret(this.secrets.create(caller, models, expiresAt), expiresAt.getEpochSecond(),
                    session));
    }

}
