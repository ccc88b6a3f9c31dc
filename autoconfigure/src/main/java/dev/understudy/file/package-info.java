/**
 * State that survives a restart in a file.
 */
@NullMarked
package dev.understudy.file;

import org.jspecify.annotations.NullMarked;
