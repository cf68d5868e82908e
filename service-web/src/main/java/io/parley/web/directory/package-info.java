/** Where a server keeps its files. */
@NullMarked
package io.parley.web.directory;

import org.jspecify.annotations.NullMarked;
