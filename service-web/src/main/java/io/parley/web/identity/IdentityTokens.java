package io.parley.web.identity;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
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
import io.parley.accounts.keys.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads identities as JSON Web Tokens signed with HMAC-SHA256. They are good
 * for the minute in which a request comes from the gateway to a service.
 */
public final class IdentityTokens {

    private static final String AUDIENCE = "parley-service";

    private static final String JOB = "job";

    private static final String MODELS = "models";

    /** Also what clocks may differ by. */
    private static final Duration LIFETIME = Duration.ofMinutes(1);

    private final byte[] secret;

    private final Clock clock;

    /** Signs and checks with a secret of 32 bytes or more. */
    public IdentityTokens(String secret, Clock clock) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        this.clock = clock;
    }

    /** An identity as a signed token. */
    public String sign(Identity identity) {
        Instant now = this.clock.instant();
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder().audience(AUDIENCE)
                    .jwtID(identity.id())
                    .subject(identity.caller())
                    .claim(JOB, identity.job().word())
                    .claim(MODELS, new ArrayList<>(identity.models()))
                    .expirationTime(Date.from(now.plus(LIFETIME)))
                    .build());
        try {
            token.sign(new MACSigner(this.secret));
        }
        catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
        return token.serialize();
    }

    /** The identity of a token; none if it is not one of ours, or is too old. */
    public Optional<Identity> read(@Nullable String token) {
        return claims(token).filter((claims) -> !isOld(claims)).flatMap(IdentityTokens::identity);
    }

    /** Whether a token is one of ours, but too old. */
    boolean isOld(@Nullable String token) {
        return claims(token).filter(this::isOld).isPresent();
    }

    private boolean isOld(JWTClaimsSet claims) {
        return claims.getExpirationTime().toInstant().isBefore(this.clock.instant());
    }

    /** What a token says that is one of ours. */
    private Optional<JWTClaimsSet> claims(@Nullable String token) {
        if (token == null) {
            return Optional.empty();
        }
        try {
            SignedJWT signed = SignedJWT.parse(token);
            JWTClaimsSet claims = signed.getJWTClaimsSet();
            boolean ours = signed.getHeader().getAlgorithm().equals(JWSAlgorithm.HS256)
                    && signed.verify(new MACVerifier(this.secret)) && claims.getAudience().contains(AUDIENCE);
            return ours ? Optional.of(claims) : Optional.empty();
        }
        catch (ParseException | JOSEException _) {
            return Optional.empty();
        }
    }

    private static Optional<Identity> identity(JWTClaimsSet claims) {
        try {
            List<String> models = claims.getStringListClaim(MODELS);
            return Scope.of(claims.getStringClaim(JOB))
                .map((job) -> new Identity(claims.getJWTID(), claims.getSubject(), job, Set.copyOf(models)));
        }
        catch (ParseException _) {
            return Optional.empty();
        }
    }

}
