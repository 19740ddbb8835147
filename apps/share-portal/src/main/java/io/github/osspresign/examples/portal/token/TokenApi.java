// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.token;

import io.github.osspresign.examples.portal.audit.AuditLog;
import io.github.osspresign.examples.portal.token.ApiTokens.ApiToken;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** JSON API of tokens. A token cannot create or revoke one, so that a leaked token does not outlive its revocation. */
@RestController
@RequestMapping("/api/tokens")
class TokenApi {

    private static final int MAX_TOKENS = 20;

    private final ApiTokens tokens;
    private final AuditLog audit;

    TokenApi(ApiTokens tokens, AuditLog audit) {
        this.tokens = tokens;
        this.audit = audit;
    }

    /** What a user says of a new token. */
    record NewToken(
            @NotBlank(message = NAME) @Pattern(regexp = "[^\\p{Cc}\\p{Cs}]{0,100}", message = NAME) String name) {

        private static final String NAME = "must have 1 to 100 characters in one line";
    }

    @GetMapping
    Map<String, List<ApiToken>> list(Principal user) {
        return Map.of("tokens", tokens.of(user.getName()));
    }

    @PostMapping
    ResponseEntity<Map<String, Object>> create(@Valid @RequestBody NewToken token, Principal user) {
        if (tokens.of(user.getName()).size() >= MAX_TOKENS) {
            return refused(HttpStatus.CONFLICT, "", "a user can have at most " + MAX_TOKENS + " tokens; revoke one");
        }
        ApiTokens.Created created = tokens.create(user.getName(), token.name().strip());
        record(AuditLog.Action.TOKEN_CREATED, user, created.token());
        return ResponseEntity.status(HttpStatus.CREATED)
                .body(Map.of("token", created.token(), "secret", created.secret()));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Map<String, Object>> revoke(@PathVariable String id, Principal user) {
        Optional<ApiToken> revoked = tokens.revoke(user.getName(), id);
        if (revoked.isEmpty()) {
            return refused(HttpStatus.NOT_FOUND, "", "there is no such token");
        }
        record(AuditLog.Action.TOKEN_REVOKED, user, revoked.get());
        return ResponseEntity.noContent().build();
    }

    private void record(AuditLog.Action action, Principal user, ApiToken token) {
        audit.add(user.getName(), action, user.getName(), token.id(), token.name());
    }

    private static ResponseEntity<Map<String, Object>> refused(HttpStatus status, String field, String text) {
        return ResponseEntity.status(status).body(Map.of("error", text, "field", field));
    }
}
