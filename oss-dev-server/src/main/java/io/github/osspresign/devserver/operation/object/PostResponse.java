// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.object;

import io.github.osspresign.devserver.form.Form;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.metadata.ObjectHeaders;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.request.PercentEncoding;
import io.github.osspresign.devserver.store.ObjectInfo;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The response that a form asks for: a redirect, or a status of 200, 201 or 204. Any other status means 204. */
record PostResponse(@Nullable String redirection, String status) {

    private static final String REDIRECTION = "success_action_redirect";
    private static final String STATUS = "success_action_status";
    private static final Set<String> STATUSES = Set.of("200", "201", "204");

    static PostResponse requestedBy(Form form) {
        String redirection = form.field(REDIRECTION);
        if (redirection != null) {
            FormFields.requireOneLine(REDIRECTION, redirection);
        }
        String status = form.field(STATUS);
        return new PostResponse(
                redirection == null || redirection.isBlank() ? null : redirection.strip(),
                status != null && STATUSES.contains(status) ? status : "204");
    }

    Response of(OssRequest request, ObjectInfo object) {
        return start(request, object)
                .withHeader("ETag", object.entityTag())
                .withHeader(ObjectHeaders.CRC64, object.digest().crc64Text());
    }

    private Response start(OssRequest request, ObjectInfo object) {
        if (redirection != null) {
            return Response.of(303).withHeader("Location", redirection);
        }
        if (!status.equals("201")) {
            return Response.of(Integer.parseInt(status));
        }
        String location = location(request, object.key());
        Response response = XmlBody.response("PostResponse", xml -> {
            xml.element("Bucket", request.requiredBucket());
            xml.element("Location", location);
            xml.element("Key", object.key());
            xml.element("ETag", object.entityTag());
        });
        return new Response(201, response.headers(), response.body()).withHeader("Location", location);
    }

    /** Returns the URL of the object: the address of the form, followed by the key. */
    private static String location(OssRequest request, String key) {
        String form = request.http().urlWithoutQuery();
        return form
                + (form.endsWith("/") ? "" : "/")
                + PercentEncoding.encode(key).replace("%2F", "/");
    }
}
