// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.callback;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.format.Json;
import io.github.osspresign.devserver.request.PercentEncoding;
import io.github.osspresign.devserver.store.ObjectInfo;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The body of a callback request: a template in which {@code ${name}} is a property of the object or a variable. */
record CallbackBody(String template, String type, Map<String, String> variables) {

    static final String FORM = "application/x-www-form-urlencoded";
    static final String JSON = "application/json";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");

    private static final Pattern OTHER_PLACEHOLDER = Pattern.compile("\\$\\(");

    /** Returns the body, or throws InvalidArgument if the type or a variable is not supported. */
    static CallbackBody of(String template, String type, Map<String, String> variables) {
        if (!type.equals(FORM) && !type.equals(JSON)) {
            throw OssErrorCode.INVALID_ARGUMENT
                    .error("The callback body type is " + FORM + " or " + JSON + ".")
                    .argument("callbackBodyType", type);
        }
        if (OTHER_PLACEHOLDER.matcher(template).find()) {
            throw OssErrorCode.INVALID_ARGUMENT
                    .error("A variable of the callback body must be written as ${name}.")
                    .argument("callbackBody", template);
        }
        return new CallbackBody(template, type, variables);
    }

    /** Returns the text for this object. Unknown names become empty. */
    String of(String bucket, ObjectInfo stored) {
        Matcher placeholder = PLACEHOLDER.matcher(template);
        return placeholder.replaceAll(
                found -> Matcher.quoteReplacement(written(found.group(1), value(found.group(1), bucket, stored))));
    }

    private String value(String name, String bucket, ObjectInfo stored) {
        return switch (name) {
            case "bucket" -> bucket;
            case "object" -> stored.key();
            case "etag" -> stored.entityTag().replace("\"", "");
            case "size" -> Long.toString(stored.digest().length());
            case "mimeType" -> stored.headers().getOrDefault("Content-Type", "");
            case "crc64" -> stored.digest().crc64Text();
            case "contentMd5" -> stored.digest().md5();
            // Unlike that of OSS, it is not the id in the response to the upload.
            case "reqId" -> UUID.randomUUID().toString();
            default -> variables.getOrDefault(name, "");
        };
    }

    private String written(String name, String value) {
        if (type.equals(FORM)) {
            return PercentEncoding.encode(value);
        }
        return name.equals("size") ? value : Json.quote(value);
    }
}
