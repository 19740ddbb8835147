// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.store;

import java.io.InputStream;

/** What a store in memory has of the content of an object. */
sealed interface MemoryContent permits HeapContent, DiscardedContent {

    InputStream open();
}
