package io.parley.gateway.access;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.web.client.RestTemplate;

/** Reads an issuer's tokens. The issuer is asked when the first token comes. */
final class IssuerDecoder {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private IssuerDecoder() {
    }

    static JwtDecoder of(URI issuer, @Nullable String audience) {
        return new SupplierJwtDecoder(() -> {
            SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
            requests.setConnectTimeout(PATIENCE);
            requests.setReadTimeout(PATIENCE);
            NimbusJwtDecoder decoder = NimbusJwtDecoder.withIssuerLocation(issuer.toString())
                .restOperations(new RestTemplate(requests))
                .build();
            decoder.setJwtValidator(validator(issuer, audience));
            return decoder;
        });
    }

    private static OAuth2TokenValidator<Jwt> validator(URI issuer, @Nullable String audience) {
        List<OAuth2TokenValidator<Jwt>> validators = new ArrayList<>();
        validators.add(JwtValidators.createDefaultWithIssuer(issuer.toString()));
        if (audience != null) {
            validators.add(new JwtClaimValidator<List<String>>(JwtClaimNames.AUD,
                    (named) -> named != null && named.contains(audience)));
        }
        return new DelegatingOAuth2TokenValidator<>(validators);
    }

}
