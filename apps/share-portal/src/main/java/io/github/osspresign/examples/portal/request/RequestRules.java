// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.request;

import static io.github.osspresign.examples.portal.manage.InvalidRequestException.badField;

import io.github.osspresign.examples.portal.PortalProperties;
import io.github.osspresign.examples.portal.manage.InvalidRequestException;
import io.github.osspresign.examples.portal.manage.ShareRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Checks what an owner enters for a request. */
@Component
class RequestRules {

    private static final int MAX_FILES = 1000;
    private static final int MAX_TYPES = 30;
    private static final Pattern TYPE = Pattern.compile("[a-z0-9]{1,10}");

    private final ShareRules rules;
    private final PortalProperties properties;

    RequestRules(ShareRules rules, PortalProperties properties) {
        this.rules = rules;
        this.properties = properties;
    }

    FileRequest request(String id, String owner, Map<String, Object> body, Instant now) {
        requireOnlyKnown(body);
        return new FileRequest(
                id,
                owner,
                rules.line("title", body.get("title")),
                rules.note(body.getOrDefault("note", "")),
                rules.size("maxSize", body.getOrDefault("maxSize", properties.maxSize()), properties.maxSize()),
                maxFiles(body.get("maxFiles")),
                0,
                types(body.getOrDefault("types", List.of())),
                keepDays(body.get("keepDays")),
                now,
                body.containsKey("expiresAt")
                        ? rules.expiresAt(body.get("expiresAt"), now)
                        : now.plus(properties.defaultLifetime()),
                null);
    }

    /** Returns a request with the fields that its owner has changed. What has arrived stays, whatever the limits are. */
    FileRequest changed(FileRequest request, Map<String, Object> body, Instant now) {
        requireOnlyKnown(body);
        if (request.endedAt() != null) {
            throw new InvalidRequestException(
                    HttpStatus.CONFLICT, "", "a request that its owner has ended cannot be changed");
        }
        int maxFiles = body.containsKey("maxFiles") ? maxFiles(body.get("maxFiles")) : request.maxFiles();
        if (maxFiles < request.received()) {
            throw badField(
                    "maxFiles", "must be at least " + request.received() + ", because so many files have arrived");
        }
        return request.changed(
                body.containsKey("title") ? rules.line("title", body.get("title")) : request.title(),
                body.containsKey("note") ? rules.note(body.get("note")) : request.note(),
                body.containsKey("maxSize")
                        ? rules.size("maxSize", body.get("maxSize"), properties.maxSize())
                        : request.maxSize(),
                maxFiles,
                body.containsKey("types") ? types(body.get("types")) : request.types(),
                body.containsKey("keepDays") ? keepDays(body.get("keepDays")) : request.keepDays(),
                body.containsKey("expiresAt") ? rules.expiresAt(body.get("expiresAt"), now) : request.expiresAt());
    }

    private void requireOnlyKnown(Map<String, Object> body) {
        rules.requireOnly(body, "title", "note", "maxSize", "maxFiles", "types", "keepDays", "expiresAt");
    }

    private static int maxFiles(@Nullable Object value) {
        if (!(value instanceof Integer number) || number < 1 || number > MAX_FILES) {
            throw badField("maxFiles", "must be 1 to 1,000");
        }
        return number;
    }

    private @Nullable Integer keepDays(@Nullable Object value) {
        long most = properties.maxLifetime().toDays();
        if (value == null || (value instanceof Integer days && days >= 1 && days <= most)) {
            return (Integer) value;
        }
        throw badField("keepDays", "must be 1 to " + most + ", or null for no end");
    }

    private static List<String> types(@Nullable Object value) {
        List<String> types = new ArrayList<>();
        if (value instanceof List<?> list && list.size() <= MAX_TYPES) {
            for (Object type : list) {
                if (!(type instanceof String text)
                        || !TYPE.matcher(text.toLowerCase(Locale.ROOT)).matches()) {
                    throw wrongTypes();
                }
                types.add(text.toLowerCase(Locale.ROOT));
            }
            return types;
        }
        throw wrongTypes();
    }

    private static RuntimeException wrongTypes() {
        return badField("types", "must be a list of at most 30 extensions such as pdf");
    }
}
