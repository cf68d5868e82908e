package io.parley.gateway.access;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.parley.accounts.keys.Limits;
import io.parley.accounts.keys.Scope;

/**
 * Secrets that a back end gives to a browser for a conversation, so that its key stays at
 * home: signed tokens, good for some minutes at any gateway that has the same secret.
 */
public final class ClientSecrets implements Authenticator {

    private static final String PREFIX = "ek_";

    private static final String AUDIENCE = "parley-client";

    private static final String MODELS = "models";

    private final byte[] secret;

    private final KeyAuthenticator keys;

    private final Clock clock;

    ClientSecrets(String secret, KeyAuthenticator keys, Clock clock) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Makes a secret that lets whoever has it converse for a caller.
     * @param models names of the models to converse with; none for all of the caller's
     */
    public String create(Caller caller, Set<String> models, Instant expiresAt) {
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder().audience(AUDIENCE)
                    .subject(caller.id())
                    .claim(MODELS, new ArrayList<>(models.isEmpty() ? caller.models() : models))
                    .expirationTime(Date.from(expiresAt))
                    .build());
        try {
            token.sign(new MACSigner(this.secret));
        }
        catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
        return PREFIX + token.serialize();
    }

    @Override
    public boolean isMeant(String credential) {
        return credential.startsWith(PREFIX);
    }

    @Override
    public Optional<Caller> authenticate(String credential) {
        try {
            SignedJWT token = SignedJWT.parse(credential.substring(PREFIX.length()));
            JWTClaimsSet claims = token.getJWTClaimsSet();
            if (!token.getHeader().getAlgorithm().equals(JWSAlgorithm.HS256)
                    || !token.verify(new MACVerifier(this.secret)) || !claims.getAudience().contains(AUDIENCE)
                    || !claims.getExpirationTime().toInstant().isAfter(this.clock.instant())) {
                return Optional.empty();
            }
            return caller(claims.getSubject(), claims.getStringListClaim(MODELS));
        }
        catch (ParseException | JOSEException _) {
            return Optional.empty();
        }
    }

    /**
     * A revoked key takes its secrets with it; those of a working one have its limits.
     */
    private Optional<Caller> caller(String id, List<String> models) {
        Optional<Limits> limits = KeyAuthenticator.isKey(id) ? this.keys.limits(id) : Optional.of(Limits.none());
        return limits.map((known) -> new Caller(id, Set.of(Scope.CHAT), Set.copyOf(models), known));
    }

}
