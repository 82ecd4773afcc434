// Package snapshot keeps a graph in one file that is mapped into memory and
// asked at once: nothing is read in, and processes on one machine share its
// pages.
//
// The file, all numbers little-endian:
//
//	header   8 bytes  magic "innogrph"
//	         u32      version of the format
//	         u32      number of sections
//	         u64      size of the file
//	         u32      CRC-32C of the table
//	         u32      CRC-32C of the 28 bytes before
//	table    64 bytes per section:
//	         40 bytes name, padded with zeros
//	         u64      offset
//	         u64      length
//	         u32      CRC-32C of the section and the zeros after it
//	         u32      zero
//	sections each at a multiple of 64 bytes, with zeros between them
//
// What the sections hold is said by graph.Graph.Sections. Every byte is under a
// checksum, and all are checked before anything is mapped.
package snapshot
