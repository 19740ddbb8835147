// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.object;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.error.OssException;
import io.github.osspresign.devserver.form.Form;
import io.github.osspresign.devserver.form.PostPolicy;
import io.github.osspresign.devserver.http.Headers;
import io.github.osspresign.devserver.http.IncompleteBodyException;
import io.github.osspresign.devserver.http.ObservedInputStream;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.ContentMd5;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.callback.Callback;
import io.github.osspresign.devserver.operation.metadata.MediaTypes;
import io.github.osspresign.devserver.operation.metadata.ObjectAcl;
import io.github.osspresign.devserver.operation.metadata.ServerSideEncryption;
import io.github.osspresign.devserver.operation.metadata.StoredHeaders;
import io.github.osspresign.devserver.operation.transfer.NewObject;
import io.github.osspresign.devserver.operation.transfer.RequestedVersion;
import io.github.osspresign.devserver.operation.transfer.TrafficLimit;
import io.github.osspresign.devserver.operation.transfer.UploadContent;
import io.github.osspresign.devserver.request.ObjectKeys;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.rules.Assumption;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.store.StagedContent;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * PostObject: uploads an object with the form of a browser. The fields replace the headers of a PutObject, within the
 * limits of the policy. The object appears only when the whole form has arrived.
 */
record PostObject(ObjectStore store, ServiceRules rules) implements Operation {

    @Override
    public Response handle(OssRequest request, BucketInfo bucket) throws IOException {
        Form form = request.form();
        if (form == null) {
            throw OssErrorCode.REQUEST_IS_NOT_MULTI_PART_CONTENT.error();
        }
        if (request.key() == null) {
            throw FormFields.invalid("key", "A form needs the field key in front of the file.");
        }
        ObjectKeys.requireValid(request.key());
        PostPolicy policy = PostPolicy.of(form);
        if (policy != null) {
            policy.checkFields(form, request.requiredBucket());
            List<String> free = policy.freeFields(form);
            if (!free.isEmpty() && !rules.holds(Assumption.FREE_FORM_FIELDS_ARE_ACCEPTED)) {
                throw OssErrorCode.ACCESS_DENIED.error(
                        "Invalid according to Policy: Extra input fields: " + String.join(", ", free));
            }
        }
        Headers fields = fields(request, form);
        refuseUnimplemented(request, fields);
        OssRequest upload = request.withHttp(request.http().withHeaders(fields));
        TrafficLimit.check(upload, rules);
        Map<String, String> headers = headers(form, fields, bucket, request.key());
        PostResponse response = PostResponse.requestedBy(form);
        Callback callback = callback(form);
        try (StagedContent content = receive(upload, form, policy)) {
            ObjectInfo info = NewObject.commit(upload, content, headers);
            Response stored = ServerSideEncryption.addHeaders(response.of(request, info), info.headers());
            stored = TrafficLimit.addDelay(upload, stored, info.digest().length());
            return Callback.response(callback, request, info, RequestedVersion.addVersionId(stored, bucket, info));
        }
    }

    /** Returns the fields of the form. The ACL, and nothing else, may also be a header; a field takes precedence. */
    private static Headers fields(OssRequest request, Form form) {
        String acl = request.header(ObjectAcl.NAME);
        return acl == null || form.field(ObjectAcl.NAME) != null
                ? form.fields()
                : form.fields().with(ObjectAcl.NAME, acl);
    }

    /** Returns the callback of the form, whose variables are fields. */
    private static @Nullable Callback callback(Form form) {
        Map<String, String> variables = new LinkedHashMap<>();
        form.fields().forEach((name, value) -> {
            if (name.toLowerCase(Locale.ROOT).startsWith("x:")) {
                variables.put(name.toLowerCase(Locale.ROOT), value);
            }
        });
        return Callback.read(form.field(Callback.PARAMETER), variables);
    }

    private static void refuseUnimplemented(OssRequest request, Headers fields) {
        if (request.headers().contains(ContentMd5.NAME)) {
            throw OssErrorCode.NOT_IMPLEMENTED.error().with("Header", ContentMd5.NAME);
        }
        if (fields.contains("x-oss-tagging")) {
            throw FormFields.invalid("x-oss-tagging", "A form cannot bring tags.");
        }
        if (fields.contains(Callback.VARIABLES)) {
            throw OssErrorCode.NOT_IMPLEMENTED
                    .error("The variables of a form's callback are fields whose names start with x:.")
                    .with("ArgumentName", Callback.VARIABLES);
        }
        StoredHeaders.refuseUnimplemented(fields);
    }

    /** Returns the headers to store with the object. The type of the file overrides the field Content-Type. */
    private Map<String, String> headers(Form form, Headers fields, BucketInfo bucket, String key) {
        String ownType = form.field("x-oss-content-type");
        String type = ownType == null ? form.fileType() : ownType;
        Map<String, String> headers = StoredHeaders.of(
                type == null ? fields : fields.with("Content-Type", type), bucket, MediaTypes.byDefault(rules, key));
        headers.forEach(FormFields::requireOneLine);
        return headers;
    }

    /** Receives the file and the rest of the form, to be sure that the file is complete. */
    private StagedContent receive(OssRequest upload, Form form, @Nullable PostPolicy policy) throws IOException {
        InputStream file = new ObservedInputStream(
                TrafficLimit.apply(upload, upload.http().body().content()), (block, position) -> {
                    long bytes = position + block.remaining();
                    UploadContent.requireAllowedLength(bytes);
                    if (policy != null) {
                        policy.checkLargest(bytes);
                    }
                });
        try {
            StagedContent content = store.stage(file);
            try {
                form.finish();
                if (policy != null) {
                    policy.checkSmallest(content.digest().length());
                }
                return content;
            } catch (IOException | OssException e) {
                content.close();
                throw e;
            }
        } catch (IncompleteBodyException e) {
            throw OssErrorCode.REQUEST_TIMEOUT.error();
        }
    }
}
