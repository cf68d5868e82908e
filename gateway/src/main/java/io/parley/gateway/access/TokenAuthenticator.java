package io.parley.gateway.access;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.parley.accounts.keys.Limits;
import io.parley.accounts.keys.Scope;
import io.parley.web.error.Failure;
import io.parley.web.error.FailureException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * Knows callers by the JSON Web Tokens of an OpenID Connect issuer. Scopes are in the
 * claim {@code scope} or {@code scp}, as words with or without {@code parley:} before
 * them; the claim {@code models} may list the models.
 */
final class TokenAuthenticator implements Authenticator {

    private static final Logger log = LoggerFactory.getLogger(TokenAuthenticator.class);

    private static final String PREFIX = "parley:";

    private final JwtDecoder decoder;

    TokenAuthenticator(JwtDecoder decoder) {
        this.decoder = decoder;
    }

    @Override
    public boolean isMeant(String credential) {
        return credential.chars().filter((letter) -> letter == '.').count() == 2;
    }

    @Override
    public Optional<Caller> authenticate(String credential) {
        try {
            Jwt token = this.decoder.decode(credential);
            return (token.getSubject() != null) ? Optional.of(caller(token)) : Optional.empty();
        }
        catch (BadJwtException ex) {
            log.debug("a token was refused: {}", ex.getMessage());
            return Optional.empty();
        }
        catch (JwtException | JwtDecoderInitializationException ex) {
            log.warn("the issuer of tokens does not say by which keys to check them: {}", ex.getMessage());
            throw new FailureException(Failure
                .unavailable("Tokens cannot be checked now: their issuer does not answer.", Duration.ofSeconds(5)));
        }
    }

    private static Caller caller(Jwt token) {
        Set<Scope> scopes = Stream.concat(words(token.getClaim("scope")), words(token.getClaim("scp")))
            .map((word) -> word.startsWith(PREFIX) ? word.substring(PREFIX.length()) : word)
            .flatMap((word) -> Scope.of(word.toLowerCase(Locale.ROOT)).stream())
            .collect(Collectors.toSet());
        Set<String> models = words(token.getClaim("models")).collect(Collectors.toSet());
        return new Caller("token:" + token.getSubject(), scopes, models, Limits.none());
    }

    /** As issuers write them: in one text, or in a list. */
    private static Stream<String> words(@Nullable Object claim) {
        return switch (claim) {
            case String text -> Arrays.stream(text.split(" ")).filter((word) -> !word.isEmpty());
            case Collection<?> list -> list.stream().map(String::valueOf);
            case null, default -> Stream.empty();
        };
    }

}
