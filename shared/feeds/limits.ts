import { addressCharsMax } from '../domain/web-address.ts';

export const limits = {
  /** Entries of one document; the newest stand first nearly everywhere. */
  entriesMax: 2_000,
  /** A document in JSON is read whole: of `{},` again and again, 10 MB would take 450 MB, and 2 MB take 60. */
  jsonBytesMax: 2_000_000,
  /** As much as a body that HTTP has packed may have. */
  unpackedBytesMax: 10_000_000,
  /** So far into a document its root is looked for, among so many brackets. */
  headCharsMax: 20_000,
  headStepsMax: 1_000,
  /** Fields of all entries together: twelve for each, more than are read of any. */
  fieldsMax: 24_000,
  /** Elements of a document of XML, those in its fields among them; the fullest public feeds have 30,000. */
  elementsMax: 200_000,
  /** Elements inside one another; deeper documents are attacks. */
  depthMax: 100,
  /** Characters of one field; what is longer is cut. */
  fieldCharsMax: 300_000,
  titleCharsMax: 2_000,
  /** With its markup. */
  titleSourceCharsMax: 20_000,
  /**
   * HTML of all fields together that is cleaned: a tag takes 4 µs, and a character of attributes 0.1. The fullest
   * public feeds have 30,000 tags; a million pictures took four seconds.
   */
  htmlTagsMax: 80_000,
  htmlCharsMax: 2_500_000,
  attributesMax: 32,
  /** Twice an address: a longer one that is cut here is still too long to pass for a whole one. */
  attributeCharsMax: 2 * addressCharsMax,
  namespacesMax: 64,
  /** Elements inside one another in a page or a list. */
  markupDepthMax: 1_000,
  /** Feeds of one list. */
  outlinesMax: 10_000,
  /** Outlines that are looked at, with folders and feeds that are in it twice. */
  outlinesReadMax: 20_000,
  /** Folders around one feed of a list. */
  foldersMax: 8,
  /** Characters of one folder's name. */
  folderCharsMax: 200,
  /** Feeds that a page is asked for. */
  linkHeaderCharsMax: 16_000,
  candidatesMax: 50,
  /** Characters of a feed's address. */
  urlCharsMax: 2_000,
  /** Links of a page that are looked at. */
  linksMax: 20_000,
} as const;
