package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.call.OssCall;
import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.store.ObjectStore;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which operation a call asks for; what is not in the table is NotImplemented, never a success that means nothing. */
public final class OperationTable {

    private final Map<String, Operation> onObjects;
    private final Operation listObjectsV2;

    public OperationTable(ObjectStore store, ByteRange.Rules ranges) {
        onObjects = Map.of(
                "PUT", new PutObject(store),
                "GET", new GetObject(store, ranges),
                "HEAD", new HeadObject(store),
                "DELETE", new DeleteObject(store));
        listObjectsV2 = new ListObjectsV2(store);
    }

    /** Returns the operation, or ends the call with NotImplemented. */
    public Operation find(OssCall call) {
        Operation operation = candidate(call);
        if (operation == null) {
            throw OssErrorCode.NOT_IMPLEMENTED
                    .error()
                    .with("Method", call.method())
                    .toException();
        }
        SubResources.refuseUnknown(call.query(), operation.knownParameters());
        return operation;
    }

    private @Nullable Operation candidate(OssCall call) {
        if (call.bucket() == null) {
            return null;
        }
        if (call.key() != null) {
            return onObjects.get(call.method());
        }
        boolean isListing =
                "GET".equals(call.method()) && "2".equals(call.query().first("list-type"));
        return isListing ? listObjectsV2 : null;
    }
}
