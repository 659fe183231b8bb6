/**
 * What the fuzz targets share. A target is a class named {@code *Fuzz} beside what it feeds, with
 * one method; {@link org.yubin.frontend.fuzz.FuzzInputsTest} replays the kept inputs of all of them
 * in every build, and the Maven profile {@code fuzz} lets Jazzer look for new ones.
 */
@NullMarked
package org.yubin.frontend.fuzz;

import org.jspecify.annotations.NullMarked;
