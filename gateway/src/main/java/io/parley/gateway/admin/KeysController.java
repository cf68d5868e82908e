package io.parley.gateway.admin;

import io.parley.accounts.keys.ApiKeys;
import io.parley.accounts.keys.Scope;
import io.parley.gateway.access.Caller;
import io.parley.gateway.access.KeyAuthenticator;
import io.parley.web.error.Failure;
import io.parley.web.error.FailureException;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Makes, lists and revokes keys, for those who run the place. */
@RestController
@RequestMapping("/v1/admin/keys")
class KeysController {

    private final ApiKeys keys;

    private final KeyAuthenticator authenticator;

    KeysController(ApiKeys keys, KeyAuthenticator authenticator) {
        this.keys = keys;
        this.authenticator = authenticator;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<KeyEntry> create(@RequestBody KeyRequest asked, HttpServletRequest request) {
        Caller.of(request).require(Scope.ADMIN);
        return json(HttpStatus.CREATED, KeyEntry.of(this.keys.create(asked.grant())));
    }

    @GetMapping
    ResponseEntity<KeyEntry.KeyList> list(HttpServletRequest request) {
        Caller.of(request).require(Scope.ADMIN);
        return json(HttpStatus.OK,
                new KeyEntry.KeyList("list", this.keys.list().stream().map((key) -> KeyEntry.of(key)).toList()));
    }

    @GetMapping("/{id}")
    ResponseEntity<KeyEntry> retrieve(@PathVariable String id, HttpServletRequest request) {
        Caller.of(request).require(Scope.ADMIN);
        return json(HttpStatus.OK, KeyEntry.of(this.keys.find(id).orElseThrow(() -> unknown(id))));
    }

    /** A key stays in the list, since its usage does. */
    @DeleteMapping("/{id}")
    ResponseEntity<KeyEntry> revoke(@PathVariable String id, HttpServletRequest request) {
        Caller.of(request).require(Scope.ADMIN);
        KeyEntry revoked = KeyEntry.of(this.keys.revoke(id).orElseThrow(() -> unknown(id)));
        this.authenticator.forget();
        return json(HttpStatus.OK, revoked);
    }

    private static FailureException unknown(String id) {
        return new FailureException(
                Failure.invalid(HttpStatus.NOT_FOUND, "There is no key '%s'.".formatted(id), null, null));
    }

    private static <T> ResponseEntity<T> json(HttpStatus status, T body) {
        return ResponseEntity.status(status)
            .contentType(MediaType.APPLICATION_JSON)
            .cacheControl(CacheControl.noStore())
            .body(body);
    }

}
