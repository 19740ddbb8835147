package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.call.CopySource;
import io.github.osspresign.devserver.call.OssCall;
import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.store.ObjectInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.store.OpenObject;
import io.github.osspresign.devserver.store.StagedContent;
import io.github.osspresign.devserver.wire.IsoTime;
import io.github.osspresign.devserver.wire.Response;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** CopyObject: an object with the content of another one, and with its headers or new ones. */
final class CopyObject implements Operation {

    private static final String DIRECTIVE = "x-oss-metadata-directive";

    private final ObjectStore store;

    CopyObject(ObjectStore store) {
        this.store = store;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of("x-oss-request-payer");
    }

    @Override
    public Response answer(OssCall call) throws IOException {
        StoredHeaders.refuseUnimplemented(call.headers());
        boolean replacesHeaders = replacesHeaders(call);
        ObjectKeys.requireValid(call.requiredKey());
        Buckets.requireExisting(store, call.requiredBucket());
        try (OpenObject source = openSource(store, call)) {
            if (Preconditions.isSourceNotModified(call, source.info())) {
                return Response.of(304);
            }
            try (StagedContent content = store.stage(source.content())) {
                Map<String, String> headers = replacesHeaders
                        ? StoredHeaders.of(call.headers(), call.requiredKey())
                        : inherited(call, source.info().headers());
                return commit(call, content, headers);
            }
        }
    }

    /** Opens the object to copy from; one that was stored with a wrong name or not at all is an error. */
    static OpenObject openSource(ObjectStore store, OssCall call) throws IOException {
        String header = call.header(StoredHeaders.COPY_SOURCE);
        CopySource source = CopySource.parse(header == null ? "" : header);
        String version = source.versionId();
        if (version != null && !version.equals("null")) {
            throw OssErrorCode.NOT_IMPLEMENTED
                    .error()
                    .with("ArgumentName", "versionId")
                    .toException();
        }
        Buckets.requireExisting(store, source.bucket());
        OpenObject object = store.open(source.bucket(), source.key());
        if (object == null) {
            throw ObjectKeys.noSuchKey(source.key());
        }
        return object;
    }

    /** A copy is an object of its own type with its own entity tag and ACL, however its source was uploaded. */
    private static Map<String, String> inherited(OssCall call, Map<String, String> headers) {
        Map<String, String> inherited = new HashMap<>(headers);
        inherited.remove("ETag");
        inherited.remove("x-oss-object-type");
        inherited.remove(ObjectAcl.NAME);
        String acl = call.header(ObjectAcl.NAME);
        if (acl != null) {
            inherited.put(ObjectAcl.NAME, acl);
        }
        return inherited;
    }

    private static boolean replacesHeaders(OssCall call) {
        String directive = call.header(DIRECTIVE);
        if (directive != null && !directive.equalsIgnoreCase("COPY") && !directive.equalsIgnoreCase("REPLACE")) {
            throw OssErrorCode.INVALID_ARGUMENT
                    .error()
                    .with("ArgumentName", DIRECTIVE)
                    .with("ArgumentValue", directive)
                    .toException();
        }
        return "REPLACE".equalsIgnoreCase(directive);
    }

    private static Response commit(OssCall call, StagedContent content, Map<String, String> headers)
            throws IOException {
        ObjectInfo info = new ObjectInfo(
                call.requiredKey(), content.digest(), call.receivedAt().truncatedTo(ChronoUnit.SECONDS), headers);
        boolean overwrite = !"true".equalsIgnoreCase(call.header("x-oss-forbid-overwrite"));
        if (!content.commit(call.requiredBucket(), info, overwrite)) {
            throw OssErrorCode.FILE_ALREADY_EXISTS.error().toException();
        }
        return XmlBody.answer("CopyObjectResult", xml -> {
                    xml.element("LastModified", IsoTime.format(info.lastModified()));
                    xml.element("ETag", info.entityTag());
                })
                .withHeader("ETag", info.entityTag())
                .withHeader(ObjectHeaders.CRC64, info.digest().crc64Text());
    }
}
