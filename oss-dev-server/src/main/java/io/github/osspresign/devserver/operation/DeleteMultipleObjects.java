package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.call.OssCall;
import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.wire.Response;
import io.github.osspresign.devserver.wire.XmlElement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** DeleteMultipleObjects: up to 1000 objects, whether or not they exist; a quiet call gets no list back. */
final class DeleteMultipleObjects implements Operation {

    private final ObjectStore store;

    DeleteMultipleObjects(ObjectStore store) {
        this.store = store;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of("delete", "x-oss-request-payer");
    }

    private static final int MOST_KEYS = 1000;

    @Override
    public Response answer(OssCall call) throws IOException {
        if (!call.headers().contains(ContentMd5.NAME)) {
            throw OssErrorCode.MISSING_ARGUMENT
                    .error()
                    .with("ArgumentName", ContentMd5.NAME)
                    .toException();
        }
        Buckets.requireExisting(store, call.requiredBucket());
        ListEncoding encoding = ListEncoding.of(call.query());
        XmlElement delete = XmlBody.read(call, "Delete");
        List<String> keys = keys(delete);
        for (String key : keys) {
            store.delete(call.requiredBucket(), key);
        }
        if ("true".equals(delete.text("Quiet"))) {
            return Response.of(200);
        }
        return XmlBody.answer("DeleteResult", xml -> {
            encoding.write(xml);
            keys.forEach(key -> xml.element("Deleted", deleted -> deleted.element("Key", encoding.text(key))));
        });
    }

    private static List<String> keys(XmlElement delete) {
        List<String> keys = new ArrayList<>();
        for (XmlElement object : delete.children("Object")) {
            String key = object.text("Key");
            if (key == null) {
                throw XmlBody.malformed();
            }
            ObjectKeys.requireValid(key);
            keys.add(key);
        }
        if (keys.isEmpty() || keys.size() > MOST_KEYS) {
            throw XmlBody.malformed();
        }
        return keys;
    }
}
